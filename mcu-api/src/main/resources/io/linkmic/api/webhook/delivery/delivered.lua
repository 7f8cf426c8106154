-- The head arrived. ARGV: webhookId, subject, claim, event id, status, visibility ms or 0 to let the queue go.
local state = P .. 'state:' .. ARGV[1] .. ':' .. ARGV[2]
if redis.call('HGET', state, 'claim') ~= ARGV[3] then
  return {'lost'}
end
local queue = P .. 'queue:' .. ARGV[1] .. ':' .. ARGV[2]
local head = redis.call('LINDEX', queue, 0)
-- Another head: this was said before, and only the answer got lost.
if head and id_of(head) == ARGV[4] then
  pop(ARGV[1], ARGV[2])
  redis.call('HSET', P .. 'health:' .. ARGV[1], 'lastStatus', ARGV[5], 'lastError', '', 'lastAt', text(now))
end
wake(ARGV[1])
local visibility = tonumber(ARGV[6])
if visibility == 0 then
  redis.call('HDEL', state, 'claim')
end
settle(ARGV[1], ARGV[2], now + visibility)
reckon(ARGV[1])
head = redis.call('LINDEX', queue, 0)
if visibility == 0 or not head then
  return {'done'}
end
return {'next', head, text(now)}
