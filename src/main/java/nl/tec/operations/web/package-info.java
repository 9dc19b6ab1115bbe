/** The pages of the operations module, for the administrator. */
@NullMarked
package nl.tec.operations.web;

import org.jspecify.annotations.NullMarked;
