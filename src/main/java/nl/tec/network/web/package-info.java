/** The pages of the network, for the people of the hub. */
@NullMarked
package nl.tec.network.web;

import org.jspecify.annotations.NullMarked;
