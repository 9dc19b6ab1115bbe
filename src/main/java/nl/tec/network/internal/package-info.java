/** How the network is kept: SQL, jobs, mail. */
@NullMarked
package nl.tec.network.internal;

import org.jspecify.annotations.NullMarked;
