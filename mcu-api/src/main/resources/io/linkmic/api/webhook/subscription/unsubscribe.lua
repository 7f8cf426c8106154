-- A subscription's end, with all that waits for it. KEYS: subscriptions, subscriptions of the key, version,
-- disabled, due. ARGV: webhookId, prefix.
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then
  return {'missing'}
end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
changed(KEYS[3])
for _, subject in ipairs(redis.call('ZRANGE', ARGV[2] .. 'due:' .. ARGV[1], 0, -1)) do
  redis.call('DEL', ARGV[2] .. 'queue:' .. ARGV[1] .. ':' .. subject, ARGV[2] .. 'state:' .. ARGV[1] .. ':' .. subject)
end
for _, kind in ipairs({'due:', 'oldest:', 'health:', 'dead:', 'dead-order:'}) do
  redis.call('DEL', ARGV[2] .. kind .. ARGV[1])
end
return {'deleted'}
