-- One more message of a participant? At most so many in any window, whichever instances they came by.
-- KEYS[1] list of the last times, newest first, in ms by Redis' clock; ARGV limit, window in ms.
-- Returns how long to wait in ms; 0 when it counts as sent.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local oldest = redis.call('LINDEX', KEYS[1], limit - 1)
if oldest then
  local wait = tonumber(oldest) + window - now
  if wait > 0 then
    return {string.format('%.0f', wait)}
  end
end
redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
redis.call('LTRIM', KEYS[1], 0, limit - 1)
redis.call('PEXPIRE', KEYS[1], window)
return {'0'}
