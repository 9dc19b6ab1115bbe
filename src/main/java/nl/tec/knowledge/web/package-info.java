/** Pages. */
@NullMarked
package nl.tec.knowledge.web;

import org.jspecify.annotations.NullMarked;
