-- One queue of a subscription, for one sender. ARGV: webhookId, claim, visibility ms.
local health = P .. 'health:' .. ARGV[1]
local failures = number(health, 'restFailures')
if failures > 0 and number(health, 'restUntil') > now then
  reckon(ARGV[1])
  return {'nothing'}
end
local subject = redis.call('ZRANGEBYSCORE', P .. 'due:' .. ARGV[1], '-inf', text(now), 'LIMIT', 0, 1)[1]
if not subject then
  reckon(ARGV[1])
  return {'nothing'}
end
local state = P .. 'state:' .. ARGV[1] .. ':' .. subject
redis.call('HSET', state, 'claim', ARGV[2])
redis.call('ZADD', P .. 'due:' .. ARGV[1], text(now + ARGV[3]), subject)
if failures > 0 then
  -- One asks whether the receiver is back; the others wait for the answer.
  redis.call('HSET', health, 'restUntil', text(now + ARGV[3]))
end
reckon(ARGV[1])
local since = math.min(tonumber(redis.call('HGET', state, 'since') or now),
  tonumber(redis.call('HGET', health, 'restSince') or now))
return {'claimed', subject, redis.call('LINDEX', P .. 'queue:' .. ARGV[1] .. ':' .. subject, 0),
  redis.call('HGET', state, 'attempts') or '0', text(since),
  text(failures), text(now)}
