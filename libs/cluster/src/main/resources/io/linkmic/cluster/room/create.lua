-- A new room. KEYS: room, rooms of the key. ARGV: roomId, value, quota.
if redis.call('EXISTS', KEYS[1]) == 1 then
  return {'exists'}
end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then
  return {'quota'}
end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('ZADD', KEYS[2], 0, ARGV[1])
return {'written'}
