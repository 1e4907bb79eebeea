<?php
$conf['userewrite'] = 1;
$conf['savedir'] = '/storage/data';
