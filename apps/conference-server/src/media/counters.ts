/** Running totals of the whole process, for the stats command. */
export class Counters {
  packetsIn = 0;
  packetsOut = 0;
  bytesIn = 0;
  bytesOut = 0;
  packetsUnknown = 0;
  packetsMalformed = 0;
  packetsForbidden = 0;
  sendFailures = 0;
  retransmissions = 0;
}
