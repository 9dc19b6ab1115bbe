/** Pages. */
@NullMarked
package nl.tec.employers.web;

import org.jspecify.annotations.NullMarked;
