-- A node's beat. KEYS: node, nodes, born. ARGV: nodeId, incarnation, json, life ms, remembered ms.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = redis.call('GET', KEYS[1])
if before then
  local incarnation = string.match(before, '^%d+ %d+ (%S+) ')
  if incarnation ~= ARGV[2] then
    return {'taken', incarnation or ''}
  end
end
redis.call('SET', KEYS[3], string.format('%.0f', now), 'NX')
redis.call('SET', KEYS[1], '1 ' .. string.format('%.0f', now) .. ' ' .. ARGV[2] .. ' ' .. ARGV[3], 'PX', ARGV[4])
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. string.format('%.0f', now - ARGV[5]))
return {'heard', string.format('%.0f', now), redis.call('GET', KEYS[3])}
