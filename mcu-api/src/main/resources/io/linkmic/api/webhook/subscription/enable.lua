-- A subscription is served again. KEYS: subscriptions, disabled, version. ARGV: webhookId.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  return {'missing'}
end
if redis.call('HDEL', KEYS[2], ARGV[1]) == 1 then
  changed(KEYS[3])
end
return {'written'}
