/** SQL, jobs and mail of the yearly plan. */
@NullMarked
package nl.tec.planning.internal;

import org.jspecify.annotations.NullMarked;
