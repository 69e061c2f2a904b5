// The island of every page.

import { clock } from "./clock";
import { copy } from "./copy";
import { name } from "./help";
import { keys } from "./keys";
import { lists } from "./lists";

name();
keys();
copy();
clock();
lists();
