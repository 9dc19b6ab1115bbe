/**
 * The library (requirements E1, E2): lesson material, research, success factors and experiences, with their files. Each item is open to
 * everybody, to schools or to partners; for anybody else it does not exist.
 */
@NullMarked
package nl.tec.knowledge;

import org.jspecify.annotations.NullMarked;
