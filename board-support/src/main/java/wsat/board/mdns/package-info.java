/**
 * What the network finds the machine by: multicast DNS and DNS-SD by JmDNS, which is loaded when the first announcement
 * is asked for, on a thread that lives as long as something is announced.
 *
 * <pre>
 *   MulticastAnnouncer --starts, ends--&gt; AnnouncingThread --one an address--&gt; Responder --&gt; JmDNS
 *                      --starts--------&gt; AskingThread ------its packets------&gt; Inquiry ---&gt; JmDNS's messages
 * </pre>
 */
package wsat.board.mdns;
