-- One topic. KEYS: a hash with its epoch, its last number and the run of Redis that wrote it; a stream of its events.
-- ARGV: append | read | hold | claim, the run of Redis, an epoch nobody has used, how many events are kept, how long in ms,
--   the owner's term, and then append: the events; read: after which number, how many, how many bytes.
-- Answers epoch (empty when there is none), last number, first number that is kept, then number and event in turn; to claim,
--   and to an owner with a term that is too low, no epoch and the highest term instead of the last number.
local meta, log = KEYS[1], KEYS[2]
local what, server, length, age = ARGV[1], ARGV[2], tonumber(ARGV[4]), tonumber(ARGV[5])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function text(number)
  return string.format('%.0f', number)
end

local known = redis.call('HMGET', meta, 'epoch', 'seq', 'server', 'term')
local epoch, seq = known[1], tonumber(known[2] or '0')
local term, highest = tonumber(ARGV[6]), tonumber(known[4] or '0')

if what == 'claim' then
  term = math.max(term, highest) + 1
  redis.call('HSET', meta, 'term', text(term))
  return { '', text(term), '1' }
elseif what ~= 'read' and term < highest then
  return { '', text(highest), '1' }
elseif what ~= 'read' and term > highest then
  redis.call('HSET', meta, 'term', text(term))
end

if what ~= 'read' and (not epoch or known[3] ~= server) then
  epoch = ARGV[3]
  redis.call('HSET', meta, 'epoch', epoch, 'seq', text(seq), 'server', server)
end

if what == 'append' then
  for i = 7, #ARGV do
    seq = seq + 1
    redis.call('XADD', log, text(seq) .. '-0', 'b', ARGV[i], 't', text(now))
  end
  redis.call('XTRIM', log, 'MAXLEN', '=', length)
  redis.call('HSET', meta, 'seq', text(seq))
  redis.call('PEXPIRE', log, age)
end

if what ~= 'read' then
  -- Whoever follows a quiet topic for longer than a week is told of a new epoch.
  redis.call('PEXPIRE', meta, text(age + 604800000))
end

local function numberOf(entry)
  return tonumber(string.match(entry[1], '^%d+'))
end

local function oldest()
  local from, count = '-', 1
  while true do
    local entries = redis.call('XRANGE', log, from, '+', 'COUNT', count)
    if #entries == 0 then
      return seq + 1
    end
    for _, entry in ipairs(entries) do
      if now - tonumber(entry[2][4]) < age then
        return numberOf(entry)
      end
    end
    from, count = '(' .. entries[#entries][1], 100
  end
end

local first = oldest()
local answer = { epoch or '', text(seq), text(first) }

if what == 'append' then
  redis.call('XTRIM', log, 'MINID', '=', text(first) .. '-0')
elseif what == 'read' then
  local from, left, bytes = math.max(tonumber(ARGV[7]) + 1, first), tonumber(ARGV[8]), tonumber(ARGV[9])
  local any = false
  while left > 0 and from <= seq do
    local entries = redis.call('XRANGE', log, text(from) .. '-0', '+', 'COUNT', math.min(left, 50))
    if #entries == 0 then
      return answer
    end
    for _, entry in ipairs(entries) do
      bytes = bytes - #entry[2][2]
      if bytes < 0 and any then
        return answer
      end
      any = true
      answer[#answer + 1] = text(numberOf(entry))
      answer[#answer + 1] = entry[2][2]
    end
    left = left - #entries
    from = numberOf(entries[#entries]) + 1
  end
end

return answer
