/**
 * Partners of the hub: their register and people, contributions, memberships, ambassadors, annual statements, and the portal to which
 * other modules contribute fragments (rules 6).
 */
@NullMarked
package nl.tec.partners;

import org.jspecify.annotations.NullMarked;
