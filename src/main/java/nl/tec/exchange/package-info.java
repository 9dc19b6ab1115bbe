/**
 * What the hub publishes for other programs (requirements H2, H3): the open API under {@code /api/v1}, the OpenActive feed of the
 * programme, an Atom feed and the catalogue of open data. Reads the public API and the published views of the other modules; no
 * other module knows it. Nothing in it is personal: everything is on the public pages too. Decision 0050 says how it is made.
 */
@NullMarked
package nl.tec.exchange;

import org.jspecify.annotations.NullMarked;
