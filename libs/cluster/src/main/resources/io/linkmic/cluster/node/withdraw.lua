-- A node's good-bye. KEYS: node, nodes. ARGV: nodeId, incarnation.
local before = redis.call('GET', KEYS[1])
if before and string.match(before, '^%d+ %d+ (%S+) ') == ARGV[2] then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[1])
  return {'withdrawn'}
end
return {'unknown'}
