-- The subscriptions are others now. Versions begin at the clock: one that a Redis gave before it lost everything is
-- never given again, so that no copy of what was lost passes for new.
local function changed(key)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local before = tonumber(redis.call('GET', key) or 0)
  redis.call('SET', key, string.format('%.0f', math.max(before + 1, now)))
end
