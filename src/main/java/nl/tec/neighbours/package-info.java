/**
 * The hubs of other cities (requirement H3): their list, their programme and their results. Everything here was read
 * from their open feed and their API, and is untrusted: handled as plain text, with limits on size and time, and never shown
 * as our own. What others read from us is {@code exchange}. Decision 0080 says how neighbours are read, and when they are hidden.
 */
@NullMarked
package nl.tec.neighbours;

import org.jspecify.annotations.NullMarked;
