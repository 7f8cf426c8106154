-- A room's end. KEYS: room, rooms of the key. ARGV: roomId, version or nothing.
local before = redis.call('GET', KEYS[1])
if not before then
  return {'missing'}
end
local version = string.match(before, '^%d+ (%d+) ')
if ARGV[2] ~= '' and version ~= ARGV[2] then
  return {'version', version or '0'}
end
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return {'deleted'}
