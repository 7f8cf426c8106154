-- How subscriptions fare. ARGV: webhook ids. Answers, for each: queued, when its oldest was queued, dead letters,
-- dead letters dropped, last status, last error, last time, when the receiver is asked again.
local answer = {}
local function add(value)
  answer[#answer + 1] = value or ''
end
for _, webhook in ipairs(ARGV) do
  local health = redis.call('HMGET', P .. 'health:' .. webhook, 'queued', 'deadDropped', 'lastStatus', 'lastError',
    'lastAt', 'restUntil')
  local oldest = redis.call('ZRANGE', P .. 'oldest:' .. webhook, 0, 0, 'WITHSCORES')
  add(health[1] or '0')
  add(oldest[2])
  add(text(redis.call('ZCARD', P .. 'dead-order:' .. webhook)))
  add(health[2] or '0')
  add(health[3])
  add(health[4])
  add(health[5])
  add(health[6])
end
return answer
