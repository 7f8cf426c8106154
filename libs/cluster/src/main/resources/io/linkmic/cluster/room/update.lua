-- A room's change. KEYS: room. ARGV: version before, value.
local before = redis.call('GET', KEYS[1])
if not before then
  return {'missing'}
end
local version = string.match(before, '^%d+ (%d+) ')
if version ~= ARGV[1] then
  return {'version', version or '0'}
end
redis.call('SET', KEYS[1], ARGV[2])
return {'written'}
