/** Pages. */
@NullMarked
package nl.tec.lines.web;

import org.jspecify.annotations.NullMarked;
