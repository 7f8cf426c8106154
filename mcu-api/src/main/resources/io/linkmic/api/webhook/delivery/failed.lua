-- The head did not arrive. ARGV: webhookId, subject, claim, event id, what (retry, bury, disable), delay ms,
-- whether the receiver is away (1 or 0), failures of the receiver as claimed, status, error, reason, dead letters
-- kept.
local webhook, subject = ARGV[1], ARGV[2]
local state = P .. 'state:' .. webhook .. ':' .. subject
if redis.call('HGET', state, 'claim') ~= ARGV[3] then
  return {'lost', '0'}
end
local health = P .. 'health:' .. webhook
local queue = P .. 'queue:' .. webhook .. ':' .. subject
local head = redis.call('LINDEX', queue, 0)
redis.call('HSET', health, 'lastStatus', ARGV[9], 'lastError', ARGV[10], 'lastAt', text(now))
redis.call('HDEL', state, 'claim')
local attempts = redis.call('HINCRBY', state, 'attempts', 1)
redis.call('HSETNX', state, 'since', text(now))
if ARGV[7] == '1' then
  -- Of several senders that found it away at once only the first counts.
  if number(health, 'restFailures') == tonumber(ARGV[8]) then
    redis.call('HSET', health, 'restFailures', text(ARGV[8] + 1), 'restUntil', text(now + ARGV[6]))
    redis.call('HSETNX', health, 'restSince', text(now))
  end
else
  wake(webhook)
end
local due = now + ARGV[6]
if ARGV[5] ~= 'retry' then
  bury(webhook, subject, pop(webhook, subject), ARGV[11], attempts, ARGV[9], ARGV[10], ARGV[12])
  due = now
end
settle(webhook, subject, due)
if ARGV[5] == 'disable' then
  redis.call('HSET', P .. 'disabled', webhook, '1 ' .. text(now) .. ' ' .. ARGV[11])
  changed(P .. 'version')
  for _, other in ipairs(redis.call('ZRANGE', P .. 'due:' .. webhook, 0, -1)) do
    local entry = pop(webhook, other)
    while entry do
      bury(webhook, other, entry, ARGV[11], 0, '', '', ARGV[12])
      entry = pop(webhook, other)
    end
    settle(webhook, other, now)
  end
end
reckon(webhook)
return {'noted', text(buried)}
