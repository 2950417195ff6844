/** Puts the player on the page, or says what is wrong with the page's address. */

import { createRoot } from 'react-dom/client';
import { VideoPlayer } from './layout/VideoPlayer';
import { WrongAddress } from './layout/WrongAddress';
import { readSettings } from './settings';
import './layout/player.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root to put the player in');
const settings = readSettings(location.search);
createRoot(root).render(
  'wrong' in settings ? <WrongAddress wrong={settings.wrong} /> : <VideoPlayer settings={settings} />,
);
