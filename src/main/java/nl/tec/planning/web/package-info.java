/** The pages of the yearly plan. */
@NullMarked
package nl.tec.planning.web;

import org.jspecify.annotations.NullMarked;
