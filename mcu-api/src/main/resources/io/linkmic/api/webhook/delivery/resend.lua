-- Dead letters go to the ends of their queues. ARGV: webhookId, most of a subject, most, then event ids, or none
-- for all. Answers how many went.
local webhook = ARGV[1]
local ids = {}
for i = 4, #ARGV do
  ids[#ids + 1] = ARGV[i]
end
if #ids == 0 then
  ids = redis.call('ZRANGE', P .. 'dead-order:' .. webhook, 0, -1)
end
local sent = 0
for _, id in ipairs(ids) do
  local letter = redis.call('HGET', P .. 'dead:' .. webhook, id)
  if letter then
    local dead = cjson.decode(letter)
    -- What has no room stays dead, where it can be seen.
    if not full(webhook, dead.subject, ARGV[2], ARGV[3]) then
      local rest = string.match(dead.entry, '^1 %S+ %d+ %d (.*)$')
      append(webhook, dead.subject, '1 ' .. id .. ' ' .. text(now) .. ' 1 ' .. rest)
      redis.call('HDEL', P .. 'dead:' .. webhook, id)
      redis.call('ZREM', P .. 'dead-order:' .. webhook, id)
      sent = sent + 1
    end
  end
end
return {text(sent)}
