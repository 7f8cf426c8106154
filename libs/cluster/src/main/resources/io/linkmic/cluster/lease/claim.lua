-- A node wants a room. KEYS: leases, epoch, born, changes. ARGV: roomId, nodeId, incarnation,
-- settling ms, node key prefix. (Owners' node keys are read by prefix: Sentinel, not Redis Cluster.)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function incarnation_of(node)
  local value = redis.call('GET', ARGV[5] .. node)
  return value and string.match(value, '^%d+ %d+ (%S+) ')
end
if incarnation_of(ARGV[2]) ~= ARGV[3] then
  return {'unregistered'}
end
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held then
  local epoch, node, incarnation = string.match(held, '^%d+ (%d+) (%S+) (%S+)')
  if node == ARGV[2] and incarnation == ARGV[3] then
    return {'granted', epoch}
  end
  if incarnation_of(node) == incarnation then
    return {'owned', epoch, node, incarnation}
  end
else
  local born = tonumber(redis.call('GET', KEYS[3]) or now)
  local left = born + ARGV[4] - now
  if left > 0 then
    return {'settling', string.format('%.0f', left)}
  end
end
-- Never falls back, not even when the counter was lost: the clock is ahead of every epoch given out.
local epoch = math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, now)
local text = string.format('%.0f', epoch)
redis.call('SET', KEYS[2], text)
local value = '1 ' .. text .. ' ' .. ARGV[2] .. ' ' .. ARGV[3]
redis.call('HSET', KEYS[1], ARGV[1], value)
redis.call('XADD', KEYS[4], 'MAXLEN', '~', 10000, '*', 'room', ARGV[1], 'lease', value)
return {'granted', text}
