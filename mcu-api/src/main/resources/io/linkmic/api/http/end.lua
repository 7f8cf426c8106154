-- It was answered, or may be tried again. KEYS: answer. ARGV: value while it ran, value or nothing, life in ms.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return {'lost'}
end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return {'kept'}
