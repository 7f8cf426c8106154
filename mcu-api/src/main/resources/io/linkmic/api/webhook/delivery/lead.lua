-- The fan-out's lease. KEYS: leader, last token. ARGV: token held or 0, instance, life ms.
local held = redis.call('GET', KEYS[1])
if held then
  if string.match(held, '^1 (%d+) ') ~= ARGV[1] then
    return {'other'}
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return {'held', ARGV[1]}
end
-- Begins at the clock, so that no token is ever given twice, also when Redis lost the last one.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local token = string.format('%.0f', math.max(tonumber(redis.call('GET', KEYS[2]) or 0) + 1, now))
redis.call('SET', KEYS[2], token)
redis.call('SET', KEYS[1], '1 ' .. token .. ' ' .. ARGV[2], 'PX', ARGV[3])
return {'held', token}
