/**
 * The system of a Technicampus Experience Centre. ARCHITECTURE.md at the root describes the house in one page.
 */
@NullMarked
package nl.tec;

import org.jspecify.annotations.NullMarked;
