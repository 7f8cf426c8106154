-- A node gives a room back. KEYS: leases, changes. ARGV: roomId, nodeId, incarnation, epoch.
local mine = '1 ' .. ARGV[4] .. ' ' .. ARGV[2] .. ' ' .. ARGV[3]
if redis.call('HGET', KEYS[1], ARGV[1]) == mine then
  redis.call('HDEL', KEYS[1], ARGV[1])
  redis.call('XADD', KEYS[2], 'MAXLEN', '~', 10000, '*', 'room', ARGV[1], 'lease', '')
  return {'released'}
end
return {'not held'}
