/** Pages. */
@NullMarked
package nl.tec.declarations.web;

import org.jspecify.annotations.NullMarked;
