-- Versions of rooms. KEYS: rooms. Answers a version each, nothing where there is no room.
local versions = {}
for i = 1, #KEYS do
  local value = redis.call('GET', KEYS[i])
  versions[i] = value and string.match(value, '^%d+ (%d+) ') or ''
end
return versions
