-- A node says what it runs. KEYS: leases, epoch, changes. ARGV: nodeId, incarnation, then roomId and
-- epoch each. Answers room and stored lease of each that others own by a higher epoch.
local lost = {}
for i = 3, #ARGV, 2 do
  local mine = '1 ' .. ARGV[i + 1] .. ' ' .. ARGV[1] .. ' ' .. ARGV[2]
  local held = redis.call('HGET', KEYS[1], ARGV[i])
  local epoch = held and tonumber(string.match(held, '^%d+ (%d+) ')) or 0
  if held == mine then
    -- As it should be.
  elseif epoch >= tonumber(ARGV[i + 1]) then
    lost[#lost + 1] = ARGV[i]
    lost[#lost + 1] = held
  else
    redis.call('HSET', KEYS[1], ARGV[i], mine)
    redis.call('XADD', KEYS[3], 'MAXLEN', '~', 10000, '*', 'room', ARGV[i], 'lease', mine)
    if tonumber(redis.call('GET', KEYS[2]) or '0') < tonumber(ARGV[i + 1]) then
      redis.call('SET', KEYS[2], ARGV[i + 1])
    end
  end
end
return lost
