-- A new subscription. KEYS: subscriptions, subscriptions of the key, version. ARGV: webhookId, value, quota.
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) then
  return {'quota'}
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], 0, ARGV[1])
changed(KEYS[3])
return {'written'}
