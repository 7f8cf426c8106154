-- Gives up what waited too long behind a receiver that is away. ARGV: webhookId, age ms, dead letters kept, most.
local webhook = ARGV[1]
local away = number(P .. 'health:' .. webhook, 'restFailures') > 0
local limit = text(now - ARGV[2])
for _, subject in ipairs(redis.call('ZRANGEBYSCORE', P .. 'oldest:' .. webhook, '-inf', limit, 'LIMIT', 0, ARGV[4])) do
  local state = P .. 'state:' .. webhook .. ':' .. subject
  local score = tonumber(redis.call('ZSCORE', P .. 'due:' .. webhook, subject))
  local underway = redis.call('HEXISTS', state, 'claim') == 1 and score > now
  local attempts = number(state, 'attempts')
  -- What was never tried gets its try first, unless nobody is there to answer.
  if not underway and (away or attempts > 0) then
    redis.call('HDEL', state, 'claim')
    bury(webhook, subject, pop(webhook, subject), 'expired', attempts, '', '', ARGV[3])
    settle(webhook, subject, now)
  end
end
reckon(webhook)
return {text(buried)}
