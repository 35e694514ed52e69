-- One topic. KEYS: a hash with its epoch, its last number and the run of Redis that wrote it last; a stream of its events;
-- perhaps what a publisher's key stands for, "content epoch number".
-- ARGV: the run of Redis, append | read | hold | claim, an epoch nobody has used, how many events are kept, how long in ms,
-- the place of the newest event that the caller knows of (an empty epoch when of none), the owner's term, and then
--   append: what the key's request says, how long the key is kept in ms, the events;
--   read: after which number, how many, how many bytes.
-- Answers epoch (empty when there is none), last number, first number that is kept, a word, then number and event in turn.
-- The word: sure | unsure, whether everything that was ever appended under the epoch is there; or, to an append,
-- repeated, with the place that the key stands for, and conflict, when the key stands for something else; or claimed, with
-- the new term for the last number; or, to an owner whose term is too low, lost, with the highest term.
local meta, log = KEYS[1], KEYS[2]
local server, what, length, age = ARGV[1], ARGV[2], tonumber(ARGV[4]), tonumber(ARGV[5])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function text(number)
  return string.format('%.0f', number)
end

local term, highest = tonumber(ARGV[8]), tonumber(redis.call('HGET', meta, 'term') or '0')

if what == 'claim' then
  term = math.max(term, highest) + 1
  redis.call('HSET', meta, 'term', text(term))
  return { '', text(term), '1', 'claimed' }
elseif what ~= 'read' and term < highest then
  return { '', text(highest), '1', 'lost' }
elseif what ~= 'read' and term > highest then
  redis.call('HSET', meta, 'term', text(term))
end

if KEYS[3] then
  local content, epoch, seq = string.match(redis.call('GET', KEYS[3]) or '', '^(%S+) (%S+) (%S+)$')
  if content then
    return { epoch, seq, seq, content == ARGV[9] and 'repeated' or 'conflict' }
  end
end

local written = redis.call('HMGET', meta, 'epoch', 'seq', 'server')
local epoch, seq = written[1], tonumber(written[2] or '0')

-- Another run of Redis may have lost the end. The caller's knowledge tells; without any, nobody can say.
local sure = written[3] == server
if epoch and epoch == ARGV[6] then
  sure = seq >= tonumber(ARGV[7])
end

if what ~= 'read' and not (sure and written[3] == server) then
  epoch, sure = sure and epoch or ARGV[3], true
  redis.call('HSET', meta, 'epoch', epoch, 'seq', text(seq), 'server', server)
end

if what == 'append' then
  for i = 11, #ARGV do
    seq = seq + 1
    redis.call('XADD', log, text(seq) .. '-0', 'b', ARGV[i], 't', text(now))
  end
  redis.call('XTRIM', log, 'MAXLEN', '=', length)
  redis.call('HSET', meta, 'seq', text(seq))
  redis.call('PEXPIRE', log, age)
  if KEYS[3] then
    redis.call('SET', KEYS[3], ARGV[9] .. ' ' .. epoch .. ' ' .. text(seq), 'PX', ARGV[10])
  end
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
local answer = { epoch or '', text(seq), text(first), sure and 'sure' or 'unsure' }

if what == 'append' then
  redis.call('XTRIM', log, 'MINID', '=', text(first) .. '-0')
elseif what == 'read' then
  local from, left, bytes = math.max(tonumber(ARGV[9]) + 1, first), tonumber(ARGV[10]), tonumber(ARGV[11])
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
