-- An event that happens to one subscription only. ARGV: webhookId, subject, event id, type, body, most of a
-- subject, most.
if redis.call('HEXISTS', P .. 'subscriptions', ARGV[1]) == 0 then
  return {'missing'}
end
local reason = full(ARGV[1], ARGV[2], ARGV[6], ARGV[7])
if reason then
  return {'full'}
end
append(ARGV[1], ARGV[2], '1 ' .. ARGV[3] .. ' ' .. text(now) .. ' 0 ' .. ARGV[4] .. ' ' .. ARGV[5])
return {'queued'}
