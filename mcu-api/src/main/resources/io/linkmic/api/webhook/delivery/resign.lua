-- Gives the lease back. KEYS: leader. ARGV: token.
local held = redis.call('GET', KEYS[1])
if held and string.match(held, '^1 (%d+) ') == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return {'resigned'}
