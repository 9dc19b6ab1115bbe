/** The pages of the results, for everybody and for those who may open the figures down. */
@NullMarked
package nl.tec.results.web;

import org.jspecify.annotations.NullMarked;
