-- A request with an idempotency key begins. KEYS: answer. ARGV: schema, hash of the body, who, lock in ms.
-- Stored: "schema hash who" while it runs, "schema hash - json" when it was answered.
local known = redis.call('GET', KEYS[1])
if known then
  return {'known', known}
end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2] .. ' ' .. ARGV[3], 'PX', ARGV[4])
return {'first'}
