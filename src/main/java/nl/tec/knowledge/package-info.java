/**
 * The library (requirements E1, E2): lesson material, research, success factors and experiences, with their files. Each item is for
 * everybody, for schools or for partners; to anybody else it does not exist.
 */
@NullMarked
package nl.tec.knowledge;

import org.jspecify.annotations.NullMarked;
