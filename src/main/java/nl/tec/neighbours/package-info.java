/**
 * The hubs of other cities (requirement H3): which ones there are, what they have to do, and what they reach. Everything here was read
 * from their open feed and their API, by strangers as far as we are concerned: as plain text, with limits on size and time, and never
 * as our own. What others read of us is {@code exchange}. Decision 0080 says how it is read, and when it is hidden.
 */
@NullMarked
package nl.tec.neighbours;

import org.jspecify.annotations.NullMarked;
