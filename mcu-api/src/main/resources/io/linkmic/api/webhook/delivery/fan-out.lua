-- One event into the queues of those who want it. ARGV: token, version of the subscriptions, stream, group,
-- entry id, subject, event id, type, body, most of a subject, most, dead letters kept, then the webhook ids.
local leader = redis.call('GET', P .. 'leader')
if not leader or string.match(leader, '^1 (%d+) ') ~= ARGV[1] then
  return {'deposed'}
end
if (redis.call('GET', P .. 'version') or '0') ~= ARGV[2] then
  return {'changed'}
end
-- Acknowledging decides who queues it: in the same step, and once.
if redis.call('XACK', ARGV[3], ARGV[4], ARGV[5]) == 0 then
  return {'known'}
end
local entry = '1 ' .. ARGV[7] .. ' ' .. text(now) .. ' 0 ' .. ARGV[8] .. ' ' .. ARGV[9]
for i = 13, #ARGV do
  local reason = full(ARGV[i], ARGV[6], ARGV[10], ARGV[11])
  if reason then
    bury(ARGV[i], ARGV[6], entry, reason, 0, '', '', ARGV[12])
  else
    append(ARGV[i], ARGV[6], entry)
  end
end
return {'queued', text(buried), text(now)}
