/**
 * Partners of the hub: their register and people, contributions, membership, ambassadors, annual statements, and the portal in
 * which other modules show their parts (rules 6).
 */
@NullMarked
package nl.tec.partners;

import org.jspecify.annotations.NullMarked;
