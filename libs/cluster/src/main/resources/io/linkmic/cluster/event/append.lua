-- An event. KEYS: events, sequences, leases, event. ARGV: subject, id, type, roomId, apiKey, nodeId,
-- epoch, data, kept.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[4] ~= '' and tonumber(ARGV[7]) > 0 then
  local held = redis.call('HGET', KEYS[3], ARGV[4])
  local epoch = held and tonumber(string.match(held, '^%d+ (%d+) '))
  if epoch and epoch > tonumber(ARGV[7]) then
    return {'fenced'}
  end
end
if not redis.call('SET', KEYS[4], '1', 'NX', 'EX', 600) then
  return {'known'}
end
-- Begins at the clock, so that it does not fall back when Redis lost it or a room id is used again.
local last = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or now - 1)
local sequence = string.format('%.0f', last + 1)
if ARGV[3] == 'room.deleted' then
  redis.call('HDEL', KEYS[2], ARGV[1])
else
  redis.call('HSET', KEYS[2], ARGV[1], sequence)
end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[9], '*',
  'schema', '1', 'id', ARGV[2], 'type', ARGV[3], 'roomId', ARGV[4], 'apiKey', ARGV[5],
  'nodeId', ARGV[6], 'epoch', ARGV[7], 'sequence', sequence, 'at', string.format('%.0f', now),
  'data', ARGV[8])
return {'appended', sequence}
