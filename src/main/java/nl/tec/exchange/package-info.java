/**
 * Interfaces of the hub for other programs (requirements H2, H3): the open API under {@code /api/v1}, the OpenActive feed of the
 * programme, an Atom feed, the catalogue of open data, and pages for a frame on partners' sites. Uses the public API and the published
 * views of the other modules; no other module uses it. Data without a key are on the public pages too; with a key an organisation reads
 * and writes its own. Decisions 0050, 0074 and 0078 explain the design.
 */
@NullMarked
package nl.tec.exchange;

import org.jspecify.annotations.NullMarked;
