-- A changed subscription. KEYS: subscriptions, version. ARGV: webhookId, value before, value.
local before = redis.call('HGET', KEYS[1], ARGV[1])
if not before then
  return {'missing'}
end
if before ~= ARGV[2] then
  return {'other'}
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
changed(KEYS[2])
return {'written'}
