-- Rooms that change together, or none of them. KEYS: the rooms, rooms of the key.
-- ARGV: for each room its id, version before, value or nothing for its end.
local rooms = #KEYS - 1
for i = 1, rooms do
  local before = redis.call('GET', KEYS[i])
  local version = before and string.match(before, '^%d+ (%d+) ')
  if version ~= ARGV[3 * i - 1] then
    return {'changed'}
  end
end
for i = 1, rooms do
  local value = ARGV[3 * i]
  if value == '' then
    redis.call('DEL', KEYS[i])
    redis.call('ZREM', KEYS[#KEYS], ARGV[3 * i - 2])
  else
    redis.call('SET', KEYS[i], value)
  end
end
return {'written'}
